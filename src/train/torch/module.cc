// The module's door: what load_trainer() looks up.
#include "train/trainer.h"

namespace mote::torch_module {
Trainer* make_trainer(const TrainerHost& host);
}

extern "C" {
extern const char mote_trainer_version[];
const char mote_trainer_version[] = MOTE_VERSION;

mote::Trainer* mote_make_trainer(const mote::TrainerHost& host) { return mote::torch_module::make_trainer(host); }
}
