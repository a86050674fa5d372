// example_main.cpp: the least application around a pipeline.
#include "emit/pipeline_text.h"

namespace mote {
namespace {

constexpr const char* picture_example = R"(// An application in short: pictures to decisions.
#include "pipeline.h"

namespace {{

{0}::Pipeline pipeline;
uint8_t picture[{0}::window_samples];

// Put here what waits for the camera and fills the picture.
void read_camera(uint8_t*) {{}}

// Put here what your device does with it.
void act(const {0}::Decision&) {{}}

}}  // namespace

int main() {{
  for (;;) {{
    read_camera(picture);
    const {0}::Decision decision = {0}::decide(pipeline, picture);
    if (decision.label >= 0) act(decision);
  }}
}}
)";

constexpr const char* stream_example = R"(// An application in short: samples to decisions.
#include "pipeline.h"

namespace {{

{0}::Pipeline pipeline;
int16_t samples[{0}::hop_samples];

// Put here what waits for the sensor and fills the samples; returns how many there are.
int32_t read_sensor(int16_t*, int32_t most) {{ return most; }}

// Put here what your device does with it: {0}::labels[decision.label] is its name.
void on_decision(const {0}::Decision&, void*) {{}}

}}  // namespace

int main() {{
  for (;;) {{
    const int32_t count = read_sensor(samples, {0}::hop_samples);
    {0}::push(pipeline, samples, count, on_decision, nullptr);
  }}
}}
)";

}  // namespace

std::string pipeline_example(bool pictures, const std::string& space) {
  return fmt::format(fmt::runtime(pictures ? picture_example : stream_example), space);
}

}  // namespace mote
