// The service on a free port, over a small campaign in memory.
#pragma once

#include <gtest/gtest.h>
#include <httplib.h>

#include <atomic>
#include <thread>

#include "api/log.h"
#include "api/server.h"
#include "tests/support/campaign_store.h"
#include "tests/support/memory_store.h"
#include "tests/support/raw_client.h"

namespace bienveille {

inline constexpr const char* kJson = "application/json";

class TheServer : public testing::Test {
protected:
    void SetUp() override {
        log_quietly();
        fill(*store_);
        options_.port = 0;
        options_.most_body_bytes = 100'000;
        options_.head = std::chrono::seconds(1);
        options_.body = std::chrono::seconds(1);
        begin();
    }
    void TearDown() override {
        server_->stop();
        running_.join();
    }
    void begin() {
        server_ = std::make_unique<Server>(routes_, metrics_, options_);
        ASSERT_EQ(server_->listen(), std::nullopt);
        running_ = std::thread([this] { server_->run(); });
    }
    void begin_again() {
        TearDown();
        begin();
    }
    httplib::Client client() {
        httplib::Client made("127.0.0.1", server_->port());
        made.set_keep_alive(true);
        return made;
    }
    // What a connection that sends these bytes gets until it is closed.
    std::string raw(std::string_view bytes) {
        RawClient made(server_->port());
        EXPECT_TRUE(made.connected());
        made.send(bytes);
        return made.all();
    }
    static int status_of(const std::string& answer) {
        return answer.size() > 12 ? std::atoi(answer.substr(9, 3).c_str()) : 0;
    }
    static std::string post(std::string_view path, std::string_view headers, std::string_view body) {
        return "POST " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
               std::string{headers} + "\r\n" + std::string{body};
    }

    // Friday 3 April 2020, 08:30 in Paris, until a test moves it.
    std::atomic<std::int64_t> now_{still_clock()()};
    std::unique_ptr<Store> store_ = memory_store();
    Service service_{*store_, json_documents(), [this] { return now_.load(); }};
    Metrics metrics_;
    Routes routes_{service_, metrics_};
    ServerOptions options_;
    std::unique_ptr<Server> server_;
    std::thread running_;
};

}  // namespace bienveille
