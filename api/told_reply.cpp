#include "api/told_reply.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "api/log.h"
#include "api/replies.h"
#include "api/store.h"
#include "rules/json_text.h"

namespace bienveille {
namespace {

std::string line_of(const std::string& step, std::size_t done, std::size_t of) {
    return JsonText().object().field("step", step).field("done", done).field("of", of).end_object().take() + "\n";
}

// JSON has line breaks between its values only.
std::string line_of(Reply reply) {
    std::string body = std::move(reply.body);
    if (reply.type.find("json") == std::string::npos) {
        body = JsonText().string(body).take();
    } else {
        std::erase(body, '\n');
        if (body.empty()) body = "null";
    }
    return "{\"status\": " + std::to_string(reply.status) + ", \"body\": " + body + "}\n";
}

}  // namespace

bool asks_for_steps(const Request& request) {
    return request.header("accept").find("application/x-ndjson") != std::string::npos &&
           request.header("idempotency-key").empty();
}

Reply told_reply(const Request& request, const std::string& step, std::function<Reply(const TellStep&)> work) {
    if (!asks_for_steps(request)) return work({});
    Reply reply;
    reply.type = "application/x-ndjson";
    reply.headers = {{"Cache-Control", "no-store"}, {"Vary", "Accept"}};
    reply.told = [request, step, work = std::move(work)](const TellLine& tell) {
        const TellStep tell_step = [&](std::size_t done, std::size_t of) { tell(line_of(step, done, of)); };
        tell(line_of(answer_of(request, [&] { return work(tell_step); })));
    };
    return reply;
}

Reply answer_of(const Request& request, const std::function<Reply()>& work) {
    try {
        return work();
    } catch (const StoreError& error) {
        log_fault(error.what());
        Reply reply = problem(503, "the database does not answer; try again", request);
        reply.headers.emplace_back("Retry-After", "5");
        return reply;
    } catch (const std::exception& error) {
        log_fault(std::string{"unexpected: "} + error.what());
        return problem(500, "a fault of ours; the request id finds it in the log", request);
    }
}

}  // namespace bienveille
