// Compiling a MODEL.
#include "project/compile_model.h"

#include "base/error.h"
#include "base/file.h"
#include "project/open_model.h"
#include "project/real_inputs.h"

namespace mote {
namespace {

std::string name_for(const CompileRequest& request) {
  if (!request.name.empty()) return request.name;
  const auto path = request.model.has_filename() ? request.model : request.model.parent_path();
  return path.stem();
}

// What the banner says: the same for the same input, wherever it stands.
std::string banner_command(const CompileRequest& request, const Core& core) {
  std::string text = fmt::format("mote compile {} --target {}", request.model.filename().string(), core.name);
  if (!request.board.empty()) text += " --board " + request.board;
  if (request.favor != "speed") text += " --favor " + request.favor;
  if (request.no_softmax) text += " --no-softmax";
  if (!request.data.empty()) text += " --data " + std::filesystem::path(request.data).filename().string();
  return text;
}

}  // namespace

const Core& core_of(const std::string& target, const std::string& board) {
  if (board.empty()) return core_named(target.empty() ? "host" : target);
  const Core& core = *board_named(board).core;
  if (!target.empty() && target != core.name)
    fail<UsageError>("board {} has a {}, --target says {}", board, core.name, target);
  return core;
}

Compilation compile_model(const CompileRequest& request,
                          const std::function<void(std::string_view, const Graph&)>& trace) {
  const Core& core = core_of(request.target, request.board);
  CompileOptions options{name_for(request),
                         std::string(core.name),
                         favor_named(request.favor),
                         banner_command(request, core),
                         request.until,
                         trace,
                         request.no_softmax,
                         {}};
  if (!request.board.empty()) {
    options.ram_bytes = board_named(request.board).ram.bytes;
    options.flash_bytes = board_named(request.board).flash.bytes;
  }
  Graph graph = open_model(request.model);
  if (!request.data.empty()) options.real_inputs = read_real_inputs(graph, request.data);
  Compilation compilation = compile(std::move(graph), options);
  if (!request.board.empty() && request.until.empty()) {
    const Board board = board_named(request.board);
    check_fits(compilation, board.flash.bytes, board.ram.bytes);
  }
  return compilation;
}

std::optional<Firmware> write_compilation(const Compilation& compilation, const CompileRequest& request,
                                          const std::filesystem::path& folder) {
  std::optional<Firmware> firmware;
  write_folder(folder, [&](const std::filesystem::path& part) {
    for (const EmittedFile& file : compilation.files) write_file(part / file.path, file.content);
    if (compilation.plan.core->is_host()) return;
    const TemporaryFolder objects;
    FirmwareOptions options;
    options.compiler = compiler_named(request.compiler);
    if (!request.board.empty()) options.board = board_named(request.board);
    firmware = build_firmware(compilation, options, objects.path());
    std::filesystem::copy_file(firmware->elf, part / "firmware.elf");
  });
  return firmware;
}

}  // namespace mote
