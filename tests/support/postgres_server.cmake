# A server that tests and benchmarks start themselves. Debian keeps its programs apart from PATH, a directory a version.
file(GLOB POSTGRES_DIRECTORIES /usr/lib/postgresql/*/bin)
list(SORT POSTGRES_DIRECTORIES COMPARE NATURAL ORDER DESCENDING)
find_program(INITDB initdb PATHS ${POSTGRES_DIRECTORIES} NO_DEFAULT_PATH REQUIRED)
cmake_path(GET INITDB PARENT_PATH POSTGRES_PROGRAMS)
add_library(bienveille_postgres_server STATIC ${CMAKE_CURRENT_LIST_DIR}/postgres_server.cpp)
add_library(bienveille::postgres_server ALIAS bienveille_postgres_server)
target_link_libraries(bienveille_postgres_server PUBLIC bienveille::flags PRIVATE PkgConfig::LIBPQ)
target_compile_definitions(bienveille_postgres_server PRIVATE BIENVEILLE_POSTGRES_PROGRAMS="${POSTGRES_PROGRAMS}")
