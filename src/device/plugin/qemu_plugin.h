// The functions of QEMU's TCG plugin interface, version 1, that the counter uses; Debian packages no header.
// Source: QEMU's documentation, "QEMU TCG Plugins", and the symbols that qemu-system-* exports.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef uint64_t qemu_plugin_id_t;

struct qemu_info_t {
  const char* target_name;  // "arm", "riscv32"
  struct {
    int min, cur;
  } version;
  bool system_emulation;
  struct {
    int smp_vcpus, max_vcpus;
  } system;
};

typedef void (*qemu_plugin_tb_translated)(qemu_plugin_id_t id, qemu_plugin_tb* block);
typedef void (*qemu_plugin_executed)(unsigned int cpu, void* data);
typedef uint32_t qemu_plugin_meminfo_t;
typedef void (*qemu_plugin_accessed)(unsigned int cpu, qemu_plugin_meminfo_t info, uint64_t address, void* data);
typedef void (*qemu_plugin_ended)(qemu_plugin_id_t id, void* data);

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, qemu_plugin_tb_translated call);
void qemu_plugin_register_vcpu_insn_exec_cb(qemu_plugin_insn* instruction, qemu_plugin_executed call, int flags,
                                            void* data);
// kind: 3 for reads and writes; QEMU 7.2 does not tell them apart by it, the info does.
void qemu_plugin_register_vcpu_mem_cb(qemu_plugin_insn* instruction, qemu_plugin_accessed call, int flags, int kind,
                                      void* data);
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t info);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, qemu_plugin_ended call, void* data);
size_t qemu_plugin_tb_n_insns(const qemu_plugin_tb* block);
qemu_plugin_insn* qemu_plugin_tb_get_insn(const qemu_plugin_tb* block, size_t index);
const void* qemu_plugin_insn_data(const qemu_plugin_insn* instruction);
size_t qemu_plugin_insn_size(const qemu_plugin_insn* instruction);
uint64_t qemu_plugin_insn_vaddr(const qemu_plugin_insn* instruction);

}  // extern "C"
