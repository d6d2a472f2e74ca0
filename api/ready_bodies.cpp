#include "api/ready_bodies.h"

#include <utility>

namespace bienveille {
namespace {

std::size_t size_of(const std::string& what, const ReadyBody& body) {
    return what.size() + body.text.size() + body.tag.size();
}

}  // namespace

std::shared_ptr<const ReadyBody> ReadyBodies::find(const std::string& what, std::int64_t moment) const {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(what);
    return found == kept_.end() || found->second.moment != moment ? nullptr : found->second.body;
}

std::shared_ptr<const ReadyBody> ReadyBodies::keep(const std::string& what, std::int64_t moment, ReadyBody body) {
    auto ready = std::make_shared<const ReadyBody>(std::move(body));
    const std::size_t size = size_of(what, *ready);
    const std::lock_guard lock(mutex_);
    if (const auto before = kept_.find(what); before != kept_.end()) {
        if (before->second.moment > moment) return ready;  // somebody read later and was faster
        bytes_ -= size_of(what, *before->second.body);
        kept_.erase(before);
    }
    if (bytes_ + size > kMostBytes) {
        kept_.clear();
        bytes_ = 0;
    }
    if (size <= kMostBytes) {
        kept_.emplace(what, Kept{moment, ready});
        bytes_ += size;
    }
    return ready;
}

}  // namespace bienveille
