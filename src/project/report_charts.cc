// Curves and the memory map as inline SVG.
#include "project/report_charts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text_table.h"

namespace mote {
namespace {

using nlohmann::json;

constexpr double width = 920, left = 64, right = 64, top = 16, bottom = 28;

struct Axis {
  double low, high, from, to;  // values, and where they stand
  double at(double value) const { return from + (value - low) / (high - low) * (to - from); }
};

std::string polyline(const json& curves, const char* key, const Axis& x, const Axis& y, const char* colour) {
  std::string points;
  for (size_t i = 0; i < curves.size(); ++i)
    points += fmt::format("{:.1f},{:.1f} ", x.at(static_cast<double>(i + 1)), y.at(curves[i][key].get<double>()));
  return fmt::format("<polyline fill=none stroke=\"var({})\" stroke-width=2 points=\"{}\"/>", colour, points);
}

std::string label(double x, double y, const std::string& text, const char* anchor, const char* colour = "--soft") {
  return fmt::format("<text x={:.1f} y={:.1f} text-anchor={} fill=\"var({})\">{}</text>", x, y, anchor, colour, text);
}

double largest(const json& curves, const char* key) {
  double value = 1e-9;
  for (const json& epoch : curves) value = std::max(value, epoch[key].get<double>());
  return value;
}

struct Box {
  double x, y, width, height;
};

// A block of the arena, with its name inside where there is room.
std::string block_text(const json& block, const Box& box, int index) {
  const std::string name = escaped(block["name"]), size = byte_text(block["bytes"]);
  std::string text = fmt::format(
      "<rect class=block x={:.1f} y={:.1f} width={:.1f} height={:.1f} rx=3 style=\"opacity:{}\"><title>{}: "
      "{}</title></rect>",
      box.x, box.y, box.width, box.height, index % 2 ? 0.65 : 0.9, name, size);
  const size_t letters = static_cast<size_t>(std::max(0.0, (box.width - 10) / 6.2));
  if (box.height < 14 || letters < 4) return text;
  const std::string shown = name.size() <= letters ? name : name.substr(0, letters - 1) + "…";
  text += fmt::format("<text class=inside x={:.1f} y={:.1f}>{}</text>", box.x + 5, box.y + 12, shown);
  if (box.height >= 28 && size.size() <= letters)
    text += fmt::format("<text class=inside x={:.1f} y={:.1f}>{}</text>", box.x + 5, box.y + 25, size);
  return text;
}

}  // namespace

std::string escaped(const std::string& text) {
  std::string result;
  for (char c : text) {
    if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '&')
      result += "&amp;";
    else if (c == '"')
      result += "&quot;";
    else
      result += c;
  }
  return result;
}

std::string training_chart(const json& training) {
  const json& curves = training["curves"];
  if (curves.empty()) return "<p class=soft>No epoch was trained.</p>";
  const double height = 240;
  const Axis x{1, std::max(2.0, static_cast<double>(curves.size())), left, width - right};
  const Axis loss{0, std::max(largest(curves, "train_loss"), largest(curves, "val_loss")), height - bottom, top};
  const Axis accuracy{0, 1, height - bottom, top};
  std::string text =
      fmt::format("<svg viewBox=\"0 0 {} {}\" role=img aria-label=\"loss and accuracy by epoch\">", width, height);
  for (int i = 0; i <= 4; ++i) {
    const double y = loss.at(loss.high * i / 4);
    text += fmt::format("<path d=\"M{} {:.1f}H{}\" stroke=\"var(--line)\"/>", left, y, width - right);
    text += label(left - 8, y + 4, fmt::format("{:.2f}", loss.high * i / 4), "end");
    text += label(width - right + 8, y + 4, fmt::format("{} %", 25 * i), "start");
  }
  text += polyline(curves, "train_loss", x, loss, "--soft") + polyline(curves, "val_loss", x, loss, "--warm") +
          polyline(curves, "val_accuracy", x, accuracy, "--good");
  const double best = x.at(training["best_epoch"].get<double>() + 1);
  text += fmt::format("<path d=\"M{0:.1f} {1}V{2}\" stroke=\"var(--main)\" stroke-dasharray=\"4 4\"/>", best, top,
                      height - bottom);
  text += label(left, height - 8, "training loss", "start", "--soft") +
          label(left + 110, height - 8, "validation loss", "start", "--warm") +
          label(left + 230, height - 8, "validation accuracy (right)", "start", "--good") +
          label(left + 420, height - 8,
                fmt::format("best epoch {} of {}", training["best_epoch"].get<int>() + 1, curves.size()), "start",
                "--main");
  return text + "</svg>";
}

std::string memory_chart(const json& memory) {
  const double height = 300, arena = std::max(1.0, memory["arena_bytes"].get<double>());
  const auto steps = static_cast<double>(memory.contains("steps") ? memory["steps"].size() : 1);
  const Axis x{0, steps, left, width - 8};
  const Axis y{0, arena, height - bottom, top};
  std::string text = fmt::format("<svg viewBox=\"0 0 {} {}\" role=img aria-label=\"arena by step\">", width, height);
  int index = 0;
  for (const json& block : memory["blocks"]) {
    const double x0 = x.at(std::max(0, block["first_step"].get<int>()));
    const double x1 = x.at(std::min(steps, block["last_step"].get<double>() + 1));
    const double offset = block["offset"], bytes = block["bytes"];
    const double y1 = y.at(offset), y0 = y.at(offset + bytes);
    text += block_text(block, {x0, y0, std::max(1.0, x1 - x0), std::max(1.0, y1 - y0)}, index++);
  }
  text +=
      label(left - 8, y.at(arena) + 4, byte_text(memory["arena_bytes"]), "end") + label(left - 8, y.at(0), "0", "end");
  text += label(left, height - 8,
                fmt::format("steps, left to right; no plan needs less than {}", byte_text(memory["lower_bound_bytes"])),
                "start");
  return text + "</svg>";
}

}  // namespace mote
