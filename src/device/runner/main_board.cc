// The main() of a firmware for a board: it runs the program again and again. Put the reading of the sensor before
// step() and the use of the outputs behind it.
#include "program.h"

int main() {
  mote_runner::reset();
  for (;;) mote_runner::step();
}
