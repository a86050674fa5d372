// mote boards: the boards and cores that Mote knows.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command.h"
#include "base/text_table.h"
#include "target/board.h"

namespace mote {
namespace {

void print_json() {
  nlohmann::json list = nlohmann::json::array();
  for (const Board& board : boards())
    list.push_back({{"name", board.name},
                    {"description", board.description},
                    {"core", board.core->name},
                    {"clock_hz", board.clock_hz},
                    {"flash_bytes", board.flash.bytes},
                    {"ram_bytes", board.ram.bytes},
                    {"active_milliamperes", board.active_milliamperes},
                    {"supply_volts", board.supply_volts},
                    {"source", board.source}});
  fmt::print("{}\n", list.dump(2));
}

void print_tables() {
  TextTable table({"board", "core", "MHz", "flash", "RAM", "mA"});
  for (const Board& board : boards())
    table.row({board.name, std::string(board.core->name), fmt::format("{:.0f}", board.clock_hz / 1e6),
               byte_text(board.flash.bytes), byte_text(board.ram.bytes),
               fmt::format("{:.1f}", board.active_milliamperes)});
  fmt::print("{}\n", table.print());
  TextTable cores_table({"target", "description"});
  for (const Core* core : cores()) cores_table.row({std::string(core->name), std::string(core->description)});
  fmt::print("{}", cores_table.print());
}

std::function<void()> declare(Arguments& arguments) {
  auto json = std::make_shared<bool>(false);
  arguments.flag("--json", *json, "print the boards as JSON, with the sources of the figures");
  return [json] { *json ? print_json() : print_tables(); };
}

}  // namespace

const Command& boards_command() {
  static const Command command{"boards", "List the boards and cores", "mote boards --json", declare};
  return command;
}

}  // namespace mote
