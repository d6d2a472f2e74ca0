#include "tests/support/running_program.h"

#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "tests/support/raw_client.h"

namespace bienveille {

std::string Answered::told(const std::string& field) const {
    const std::string begin = "\"" + field + "\": \"";
    const std::size_t at = body.find(begin);
    if (at == std::string::npos) return "";
    return body.substr(at + begin.size(), body.find('"', at + begin.size()) - at - begin.size());
}

RunningProgram::RunningProgram(const std::string& database) : database_(database) { start(); }

RunningProgram::~RunningProgram() {
    if (process_ > 0) work_.wait_for(process_, SIGKILL);
}

void RunningProgram::start() {
    process_ = work_.start({"serve", "--db", database_, "--listen", "127.0.0.1:" + std::to_string(port_)});
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < end && runs()) {
        const std::string said = work_.read("err");
        const std::size_t place = said.find("http://127.0.0.1:");
        if (place != std::string::npos && said.find('/', place + 17) != std::string::npos) {
            port_ = std::atoi(said.c_str() + place + 17);
            if (get("/livez").status == 200) return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    throw std::runtime_error("the program does not serve: " + work_.read("err"));
}

bool RunningProgram::runs() const { return ::waitpid(process_, nullptr, WNOHANG) == 0; }

void RunningProgram::kill_and_start_again() {
    kill();
    start();
}

Ended RunningProgram::stop() {
    const Ended ended = work_.wait_for(process_, SIGTERM);
    process_ = -1;
    return ended;
}

Answered RunningProgram::get(const std::string& path) const { return ask("GET " + path + " HTTP/1.1\r\n", ""); }

Answered RunningProgram::post(const std::string& path, const std::string& body, const std::string& key) const {
    return ask("POST " + path + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\n" + (key.empty() ? "" : "Idempotency-Key: " + key + "\r\n"),
               body);
}

Answered RunningProgram::ask(const std::string& line_and_headers, const std::string& body) const {
    RawClient client(port_);
    if (!client.connected() || !client.send(line_and_headers + "Host: localhost\r\nConnection: close\r\n\r\n" + body))
        return {};
    const std::string got = client.all(std::chrono::seconds(60));
    const std::size_t end = got.find("\r\n\r\n");
    const std::size_t length = got.find("Content-Length: ");
    if (end == std::string::npos || length > end) return {};
    const Answered answer{std::atoi(got.c_str() + 9), got.substr(0, end), got.substr(end + 4)};
    const bool whole = answer.body.size() == static_cast<std::size_t>(std::atoll(got.c_str() + length + 16));
    return whole ? answer : Answered{};
}

}  // namespace bienveille
