// The mote command.
#include "app/command.h"

int main(int argc, char** argv) { return mote::run_command_line(argc, argv); }
