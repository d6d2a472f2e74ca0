// A client's connection, as small as can be: the load's own cost must not hide the server's.
//
// Decides: nothing of what is asked. Knows only answers with a Content-Length. Throws std::runtime_error when the server is gone.
#pragma once

#include <string>
#include <string_view>

namespace bienveille::bench {

struct Answered {
    int status = 0;
    std::string head;
    std::string body;
};

// To a port of this machine, TCP_NODELAY.
int connected(int port);
std::string request_text(std::string_view method, std::string_view path, std::string_view more_headers = "",
                         std::string_view body = "");
// How many bytes the whole answer has, once its head is there; 0 before.
std::size_t size_of_answer(std::string_view begin);

class Wire {
public:
    explicit Wire(int port) : socket_(connected(port)) {}
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    Answered ask(std::string_view request);

private:
    int socket_;
    std::string got_;
};

// What stands after "name": in a JSON object, up to the next comma or quote; empty when it is not there or null.
std::string field(const std::string& json, const std::string& name);

}  // namespace bienveille::bench
