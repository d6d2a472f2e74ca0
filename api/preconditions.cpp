#include "api/preconditions.h"

#include "api/replies.h"

namespace bienveille {

Reply if_unchanged(Service& service, const Request& request, const std::string& subject,
                   const std::function<std::optional<std::string>()>& tag_now, const std::function<Reply()>& write) {
    const std::string match = request.header("if-match"), none = request.header("if-none-match");
    if (match.empty() && none.empty()) return write();
    Reply reply;
    service.together([&] {
        const std::optional<std::string> tag = tag_now();
        const bool stands = none.empty() ? tag && lists_tag(match, *tag) : none == "*" && !tag;
        reply = stands ? write() : refused(service.changed(subject), request);
        return reply.status < 300;
    });
    return reply;
}

}  // namespace bienveille
