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
:root{color-scheme:light dark;--ink:#1c2330;--soft:#626d7d;--line:#e2e6ed;--page:#fff;--card:#f7f8fb;--good:#15805a;--main:#2f62d8;
--warm:#c4602a}
@media(prefers-color-scheme:dark){:root{--ink:#e7ebf1;--soft:#97a2b2;--line:#2c343f;--page:#12161c;--card:#191f27;--good:#4fc99d;
--main:#7fa5ff;--warm:#f0a26f}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,sans-serif;
font-variant-numeric:tabular-nums}main{max-width:980px;margin:0 auto;padding:40px 24px}h1{font-size:30px;line-height:1.2;margin:0 0 8px;
letter-spacing:-.01em}h2{font-size:18px;margin:44px 0 12px}.soft{color:var(--soft)}p{margin:8px 0}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:12px;margin-top:20px}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 16px}.card b{display:block;font-size:24px;
line-height:1.3;font-weight:650}.card span{color:var(--soft);font-size:13px}
.meter{height:6px;border-radius:3px;background:var(--line);margin-top:8px;overflow:hidden}.meter i{display:block;height:100%;
background:var(--main)}
table{border-collapse:collapse;width:100%;font-size:14px}th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:right}
th:first-child,td:first-child,.text{text-align:left}th{color:var(--soft);font-weight:600;white-space:nowrap}.wide{overflow-x:auto}
.confusion td,.confusion th{padding:5px 6px;text-align:center}.confusion th:first-child,.confusion td:first-child{text-align:left}
.turned{height:84px;vertical-align:bottom}.turned span{writing-mode:vertical-rl;transform:rotate(180deg)}
svg{width:100%;height:auto;font:12px system-ui,sans-serif;fill:var(--ink)}.note{border-left:3px solid var(--warm);padding-left:12px;
margin-top:16px}.block{fill:var(--main);stroke:var(--page);stroke-width:1.5}.inside{fill:#fff;font-size:11px;pointer-events:none})";

std::string percent(double share) { return fmt::format("{:.2f} %", 100 * share); }

std::string card(const std::string& value, const std::string& label) {
  return fmt::format("<div class=card><b>{}</b><span>{}</span></div>", escaped(value), escaped(label));
}

std::string accuracy_cards(const json& r) {
  const double on_float = r["float"]["right"].get<double>() / std::max(1.0, r["float"]["count"].get<double>());
  std::string text = card(percent(on_float), fmt::format("float, {} test samples", r["float"]["count"].get<int64_t>()));
  text += card(percent(r["host"]["accuracy"]),
               fmt::format("int8 on the host, {} samples", r["host"]["count"].get<int64_t>()));
  if (!r.contains("device")) return text;
  text += card(percent(r["device"]["accuracy"]),
               fmt::format("int8 on the device, {} samples", r["device"]["count"].get<int64_t>()));
  return text + card(fmt::format("{}", r["device"]["differing_outputs"].get<int64_t>()),
                     fmt::format("of {} outputs differ between host and device", grouped(r["device"]["outputs"])));
}

// Bytes, and a bar of the budget where there is one.
std::string memory_card(const json& r, const char* key, const std::string& what) {
  const auto used = r["profile"][key].get<int64_t>();
  if (!r.contains("budget") || !r["budget"].contains(key)) return card(byte_text(used), what);
  const auto allowed = r["budget"][key].get<int64_t>();
  return fmt::format(
      "<div class=card><b>{}</b><span>{} of {} allowed</span><div class=meter><i "
      "style=\"width:{:.1f}%\"></i></div></div>",
      byte_text(used), what, byte_text(allowed), 100 * static_cast<double>(used) / static_cast<double>(allowed));
}

std::string device_cards(const json& r) {
  if (!r.contains("profile")) return "";
  const json& p = r["profile"];
  std::string text = memory_card(r, "flash_bytes", "flash") + memory_card(r, "ram_bytes", "RAM");
  text += card(byte_text(p["stack_bytes"]), "deepest stack, on top of the RAM");
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
  std::string text = "<div class=wide><table class=confusion><tr><th>label</th>";
  for (const json& name : classes) text += "<th class=turned><span>" + escaped(name) + "</span></th>";
  text += "<th>recall</th><th>F1</th></tr>";
  for (size_t row = 0; row < n; ++row) {
    const double support = std::max(1.0, figures["classes"][row]["support"].get<double>());
    text += "<tr><td>" + escaped(classes[row]) + "</td>";
    for (size_t column = 0; column < n; ++column) {
      const auto count = figures["confusion"][row * n + column].get<int64_t>();
      text += fmt::format("<td style=\"background:color-mix(in srgb,var({}) {:.0f}%,transparent)\">{}</td>",
                          row == column ? "--good" : "--warm", 60 * static_cast<double>(count) / support,
                          count ? std::to_string(count) : "");
    }
    text += fmt::format("<td>{:.3f}</td><td>{:.3f}</td></tr>", figures["classes"][row]["recall"].get<double>(),
                        figures["classes"][row]["f1"].get<double>());
  }
  return text + "</table></div>";
}

std::string layer_table(const json& profile) {
  const double all = std::max(1.0, profile["instructions"].get<double>());
  std::string text =
      "<div class=wide><table><tr><th>layer</th><th class=text>operator</th><th class=text>kernel</th>"
      "<th>instructions</th><th>share</th><th>cycles (estimated)</th><th>weights</th></tr>";
  for (const json& layer : profile["layers"])
    text += fmt::format(
        "<tr><td>{}</td><td class=text>{}</td><td class=text>{}</td><td>{}</td><td "
        "style=\"background:linear-gradient(to left,"
        "color-mix(in srgb,var(--main) 28%,transparent) {:.1f}%,transparent 0)\">{:.1f} "
        "%</td><td>{}</td><td>{}</td></tr>",
        escaped(layer["name"]), escaped(layer["operator"]), escaped(layer["kernel"]), grouped(layer["instructions"]),
        100 * layer["instructions"].get<double>() / all, 100 * layer["instructions"].get<double>() / all,
        grouped(layer["cycles"]), byte_text(layer["weight_bytes"]));
  return text + "</table></div>";
}

std::string board_table(const json& profile) {
  std::string text = "<table><tr><th>board</th><th>ms</th><th>µJ</th><th>fits</th></tr>";
  for (const json& board : profile["boards"])
    text += fmt::format("<tr><td>{}</td><td>{:.2f}</td><td>{:.0f}</td><td>{}</td></tr>", escaped(board["board"]),
                        board["milliseconds"].get<double>(), board["microjoules"].get<double>(),
                        board["fits"].get<bool>() ? "yes" : "no");
  return text +
         "</table><p class=soft>Time and energy are estimates by the core's cycle model and the board's data "
         "sheet.</p>";
}

std::string notes(const json& r) {
  std::string text;
  if (r["data"]["synthesized"].get<bool>())
    text +=
        "<p class=note>The recordings were synthesized by espeak-ng, not spoken by people. Expect less from real "
        "voices.</p>";
  for (const json& note : r["data"]["notes"]) text += "<p class=note>Recordings were " + escaped(note) + ".</p>";
  return text;
}

std::string section(const std::string& title, const std::string& content) { return "<h2>" + title + "</h2>" + content; }

}  // namespace

std::string report_html(const json& r) {
  const json& samples = r["data"]["samples"];
  std::string body = fmt::format(
      "<h1>{}</h1><p class=soft>{} classes from {} training, {} validation and {} test samples</p>", escaped(r["name"]),
      r["data"]["classes"].size(), grouped(samples["train"]), grouped(samples["val"]), grouped(samples["test"]));
  body += fmt::format("<p class=soft>{} → {} · {} MACs · {} parameters → {}{}</p>", escaped(r["signal"]),
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
  return fmt::format(
      "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
      "<title>{} - Mote</title><style>{}</style><main>{}<p class=soft style=\"margin-top:48px\">Made by Mote "
      "{}.</p></main></html>\n",
      escaped(r["name"]), style, body, escaped(r["mote"]));
}

}  // namespace mote
