#include "bench/service_load.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <stdexcept>

#include "bench/elapsed.h"
#include "bench/wire.h"

namespace bienveille::bench {
namespace {

double own_processor_seconds() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

struct Client {
    int socket = -1;
    std::size_t got = 0;
    std::size_t size = 0;  // of the answer; 0: its head is not there yet
    std::string begin;
    Steady::time_point asked;
    bool waits = false;
    bool listens = false;
};

// Connections that are told when something came.
class Clients {
public:
    explicit Clients(int count) : epoll_(epoll_create1(EPOLL_CLOEXEC)), all_(static_cast<std::size_t>(count)) {}
    ~Clients() {
        for (const Client& each : all_)
            if (each.socket >= 0) ::close(each.socket);
        ::close(epoll_);
    }
    Clients(const Clients&) = delete;
    Clients& operator=(const Clients&) = delete;

    std::vector<Client>& all() { return all_; }
    void open(Client& client, int port) {
        client.socket = connected(port);
        ::fcntl(client.socket, F_SETFL, O_NONBLOCK);
        epoll_event wish{};
        wish.events = EPOLLIN;
        wish.data.ptr = &client;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, client.socket, &wish);
    }
    template <class Use>
    void wait(int milliseconds, Use use) {
        epoll_event came[64];
        const int count = epoll_wait(epoll_, came, 64, milliseconds);
        for (int i = 0; i < count; ++i) use(*static_cast<Client*>(came[i].data.ptr));
    }

private:
    int epoll_;
    std::vector<Client> all_;
};

void ask(Client& client, const std::string& request) {
    client.asked = Steady::now();
    client.got = client.size = 0;
    client.begin.clear();
    client.waits = true;
    if (::send(client.socket, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
        throw std::runtime_error("the service closed a connection");
}

// True when the answer is whole.
bool take(Client& client, char* buffer, std::size_t room) {
    const ssize_t now = ::recv(client.socket, buffer, room, 0);
    if (now <= 0) throw std::runtime_error("the service closed a connection before an answer was whole");
    client.got += static_cast<std::size_t>(now);
    if (client.listens) return false;
    if (client.size == 0) {
        client.begin.append(buffer, static_cast<std::size_t>(now));
        client.size = size_of_answer(client.begin);
        if (client.size > 0 && client.begin.compare(9, 3, "200") != 0)
            throw std::runtime_error("an answer was not 200: " + client.begin.substr(0, 200));
    }
    return client.size > 0 && client.got >= client.size;
}

}  // namespace

Load keep_asking(int port, const std::string& request, int count, std::chrono::milliseconds time) {
    for (int i = 0; i < count; ++i) Wire(port).ask(request);  // threads and caches are warm
    Clients clients(count);
    for (Client& each : clients.all()) clients.open(each, port);
    Load load;
    std::vector<char> buffer(1 << 18);
    const auto start = Steady::now();
    const double own = own_processor_seconds();
    const std::clock_t used = std::clock();
    for (Client& each : clients.all()) ask(each, request);
    while (Steady::now() - start < time)
        clients.wait(100, [&](Client& client) {
            if (!take(client, buffer.data(), buffer.size())) return;
            load.waits.push_back(milliseconds_since(client.asked));
            ask(client, request);
        });
    const double whole = static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC;
    const auto answers = static_cast<double>(load.waits.size());
    load.rate = 1000 * answers / milliseconds_since(start);
    load.processor = 1e6 * (whole - (own_processor_seconds() - own)) / answers;
    return load;
}

Crowd::Crowd(int port, const std::string& request, int pollers, int listeners)
    : thread_([=, this] { poll_and_listen(port, request, pollers, listeners); }) {}

Crowd::~Crowd() {
    over_ = true;
    thread_.join();
}

void Crowd::poll_and_listen(int port, const std::string& request, int pollers, int listeners) {
    const std::string listen = request_text("GET", "/v1/events");
    Clients clients(pollers + listeners);
    std::vector<char> buffer(1 << 18);
    int number = 0;
    for (Client& each : clients.all()) {
        clients.open(each, port);
        each.listens = number++ >= pollers;
        // Spread over the second.
        each.asked = Steady::now() - std::chrono::milliseconds(1000 - 1000 * number / (pollers + 1));
        if (each.listens) ask(each, listen);
    }
    while (!over_) {
        for (Client& each : clients.all())
            if (!each.listens && !each.waits && milliseconds_since(each.asked) >= 1000) ask(each, request);
        clients.wait(5, [&](Client& client) {
            const std::size_t before = client.got;
            if (take(client, buffer.data(), buffer.size())) {
                client.waits = false;
                ++answers_;
            }
            if (client.listens) heard_ += static_cast<long>(client.got - before);
        });
    }
}

std::vector<double> newcomers(int port, const std::string& request, int times) {
    std::vector<double> waits;
    for (int i = 0; i < times; ++i) {
        const auto start = Steady::now();
        Wire(port).ask(request);
        waits.push_back(milliseconds_since(start));
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return waits;
}

double part_of(std::vector<double> waits, double part) {
    std::sort(waits.begin(), waits.end());
    return waits.empty() ? 0 : waits[static_cast<std::size_t>(static_cast<double>(waits.size() - 1) * part)];
}

}  // namespace bienveille::bench
