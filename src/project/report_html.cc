// The report of a build as one self-contained page.
#include <fmt/format.h>

#include <algorithm>

#include "base/text_table.h"
#include "project/report.h"
#include "project/report_charts.h"

namespace mote {
namespace {

using nlohmann::json;

constexpr const char* style = R"(
:root{--ink:#1d2430;--soft:#5c6675;--line:#dfe3ea;--page:#fff;--card:#f6f8fb;--good:#1a7f5a;--main:#2b5fd9;--warm:#c9622b}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#98a3b3;--line:#2f3743;--page:#14181f;--card:#1b212a;--good:#4cc79a;
--main:#7da2ff;--warm:#f0a070}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:960px;margin:0 auto;padding:32px 24px}h1{font-size:28px;margin:0}h2{font-size:18px;margin:40px 0 12px}
.soft{color:var(--soft)}.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin-top:20px}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 14px}.card b{display:block;font-size:22px}
.card span{color:var(--soft);font-size:13px}table{border-collapse:collapse;width:100%;font-size:14px}
th,td{padding:5px 8px;border-bottom:1px solid var(--line);text-align:right}th:first-child,td:first-child{text-align:left}
th{color:var(--soft);font-weight:600}.wide{overflow-x:auto}svg{width:100%;height:auto;font:12px system-ui,sans-serif;fill:var(--ink)}
.note{border-left:3px solid var(--warm);padding-left:12px;margin-top:16px}.bar{fill:var(--main);opacity:.85})";

std::string escaped(const std::string& text) {
  std::string result;
  for (char c : text) {
    if (c == '<') result += "&lt;";
    else if (c == '>') result += "&gt;";
    else if (c == '&') result += "&amp;";
    else if (c == '"') result += "&quot;";
    else result += c;
  }
  return result;
}

std::string percent(double share) { return fmt::format("{:.2f} %", 100 * share); }

std::string card(const std::string& value, const std::string& label) {
  return fmt::format("<div class=card><b>{}</b><span>{}</span></div>", escaped(value), escaped(label));
}

std::string accuracy_cards(const json& r) {
  const double on_float = r["float"]["right"].get<double>() / std::max(1.0, r["float"]["count"].get<double>());
  std::string text = card(percent(on_float), fmt::format("float, {} test samples", r["float"]["count"].get<int64_t>()));
  text += card(percent(r["host"]["accuracy"]), fmt::format("int8 on the host, {} samples", r["host"]["count"].get<int64_t>()));
  if (!r.contains("device")) return text;
  text += card(percent(r["device"]["accuracy"]), fmt::format("int8 on the device, {} samples", r["device"]["count"].get<int64_t>()));
  return text + card(fmt::format("{}", r["device"]["differing_outputs"].get<int64_t>()),
                     fmt::format("of {} outputs differ between host and device", grouped(r["device"]["outputs"])));
}

std::string budget_text(const json& r, const char* key) {
  return r.contains("budget") && r["budget"].contains(key) ? " of " + byte_text(r["budget"][key]) + " allowed" : "";
}

std::string device_cards(const json& r) {
  if (!r.contains("profile")) return "";
  const json& p = r["profile"];
  std::string text = card(byte_text(p["flash_bytes"]), "flash" + budget_text(r, "flash_bytes"));
  text += card(byte_text(p["ram_bytes"]), "RAM" + budget_text(r, "ram_bytes"));
  text += card(byte_text(p["stack_bytes"]), "deepest stack");
  for (const json& board : p["boards"])
    if (board["board"] == r["board"])
      text += card(fmt::format("{:.1f} ms", board["milliseconds"].get<double>()),
                   fmt::format("an inference, {:.0f} µJ (estimated)", board["microjoules"].get<double>()));
  if (r.contains("stream") && r["stream"].contains("real_time_factor"))
    text += card(percent(r["stream"]["real_time_factor"]), "of the time computing (estimated)");
  return text;
}

std::string confusion_table(const json& figures, const json& classes) {
  const size_t n = classes.size();
  std::string text = "<div class=wide><table><tr><th>label</th>";
  for (const json& name : classes) text += "<th>" + escaped(name) + "</th>";
  text += "<th>recall</th><th>F1</th></tr>";
  for (size_t row = 0; row < n; ++row) {
    const double support = std::max(1.0, figures["classes"][row]["support"].get<double>());
    text += "<tr><td>" + escaped(classes[row]) + "</td>";
    for (size_t column = 0; column < n; ++column) {
      const auto count = figures["confusion"][row * n + column].get<int64_t>();
      text += fmt::format("<td style=\"background:color-mix(in srgb,var({}) {:.0f}%,transparent)\">{}</td>",
                          row == column ? "--good" : "--warm", 60 * static_cast<double>(count) / support, count ? std::to_string(count) : "");
    }
    text += fmt::format("<td>{:.3f}</td><td>{:.3f}</td></tr>", figures["classes"][row]["recall"].get<double>(),
                        figures["classes"][row]["f1"].get<double>());
  }
  return text + "</table></div>";
}

std::string layer_table(const json& profile) {
  const double all = std::max(1.0, profile["instructions"].get<double>());
  std::string text = "<div class=wide><table><tr><th>layer</th><th>operator</th><th>kernel</th><th>instructions</th><th>share</th>"
                     "<th>cycles (estimated)</th></tr>";
  for (const json& layer : profile["layers"])
    text += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{:.1f} %</td><td>{}</td></tr>",
                        escaped(layer["name"]), escaped(layer["operator"]), escaped(layer["kernel"]),
                        grouped(static_cast<int64_t>(layer["instructions"].get<double>())),
                        100 * layer["instructions"].get<double>() / all,
                        grouped(static_cast<int64_t>(layer["cycles"].get<double>())));
  return text + "</table></div>";
}

std::string board_table(const json& profile) {
  std::string text = "<table><tr><th>board</th><th>ms</th><th>µJ</th><th>fits</th></tr>";
  for (const json& board : profile["boards"])
    text += fmt::format("<tr><td>{}</td><td>{:.2f}</td><td>{:.0f}</td><td>{}</td></tr>", escaped(board["board"]),
                        board["milliseconds"].get<double>(), board["microjoules"].get<double>(),
                        board["fits"].get<bool>() ? "yes" : "no");
  return text + "</table><p class=soft>Time and energy are estimates by the core's cycle model and the board's data sheet.</p>";
}

std::string notes(const json& r) {
  std::string text;
  if (r["data"]["synthesized"].get<bool>())
    text += "<p class=note>The recordings were synthesized by espeak-ng, not spoken by people. Expect less from real voices.</p>";
  for (const json& note : r["data"]["notes"]) text += "<p class=note>Recordings were " + escaped(note) + ".</p>";
  return text;
}

std::string section(const std::string& title, const std::string& content) {
  return "<h2>" + title + "</h2>" + content;
}

}  // namespace

std::string report_html(const json& r) {
  const json& samples = r["data"]["samples"];
  std::string body = fmt::format("<h1>{}</h1><p class=soft>{} classes, {} training, {} validation and {} test samples. {}. {}: {} MACs, {} "
                                 "parameters. {}{}.</p>",
                                 escaped(r["name"]), r["data"]["classes"].size(), samples["train"].get<int64_t>(),
                                 samples["val"].get<int64_t>(), samples["test"].get<int64_t>(), escaped(r["signal"]),
                                 escaped(r["model"]), grouped(r["macs"]), grouped(r["parameters"]), escaped(r["target"]),
                                 r["board"] == "" ? "" : " on " + escaped(r["board"]));
  body += notes(r) + "<div class=cards>" + accuracy_cards(r) + device_cards(r) + "</div>";
  body += section("Confusion on the test side (int8)", confusion_table(r["host"], r["data"]["classes"]));
  body += section("Training", training_chart(r["training"]));
  if (r.contains("profile")) {
    body += section("Instructions by layer", layer_table(r["profile"]));
    body += section("Boards with this core", board_table(r["profile"]));
  }
  body += section("Memory over time", memory_chart(r["memory"]));
  return fmt::format("<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
                     "<title>{} - Mote</title><style>{}</style><main>{}<p class=soft>Made by Mote {}.</p></main></html>\n",
                     escaped(r["name"]), style, body, escaped(r["mote"]));
}

}  // namespace mote
