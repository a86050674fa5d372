// Attributes: any operator's (or signal block's) plain parameter struct, held by value. A struct lists its fields once, in visit(); printing,
// parsing, comparing and hashing come from that list:
//
//   struct PadAttributes {
//     static constexpr std::string_view operator_name = "pad";
//     std::vector<int32_t> before, after;
//     void visit(auto&& field) { field("before", before); field("after", after); }
//   };
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/activation.h"

namespace mote {

// A field in the hands of code that does not know its struct.
using FieldPointer = std::variant<int32_t*, float*, bool*, Activation*, std::vector<int32_t>*>;
struct AttributeField {
  std::string_view name;
  FieldPointer value;
};

class Attributes {
 public:
  Attributes() = default;
  template <class T>
    requires requires { T::operator_name; }
  Attributes(T value) : held_(std::make_shared<Holder<T>>(std::move(value))) {}  // NOLINT: meant to convert

  std::string_view operator_name() const { return held_->name(); }

  template <class T>
  const T* get_if() const {
    const auto* holder = dynamic_cast<const Holder<T>*>(held_.get());
    return holder ? &holder->value : nullptr;
  }
  template <class T>
  const T& get() const {
    const T* value = get_if<T>();
    ensure(value != nullptr, "attributes of '{}' read as those of '{}'", operator_name(), T::operator_name);
    return *value;
  }

  // Calls `use` with the fields of a copy, and returns that copy: for reading, and for setting by name.
  template <class Use>
  Attributes with_fields(Use&& use) const {
    Attributes copy = *this;
    copy.held_ = held_->clone();
    std::vector<AttributeField> fields;
    copy.held_->list(fields);
    use(fields);
    return copy;
  }

  bool operator==(const Attributes& other) const { return print() == other.print(); }

  // "conv2d stride_height=2 activation=relu": the name, then every field that differs from its default.
  std::string print() const;
  // Sets a field from its printed form; throws InputError where the name or the value is unknown.
  void set(std::string_view field, std::string_view value);

 private:
  struct HolderBase {
    virtual ~HolderBase() = default;
    virtual std::string_view name() const = 0;
    virtual std::shared_ptr<HolderBase> clone() const = 0;
    virtual std::shared_ptr<HolderBase> defaults() const = 0;
    virtual void list(std::vector<AttributeField>& fields) = 0;
  };
  template <class T>
  struct Holder final : HolderBase {
    explicit Holder(T initial) : value(std::move(initial)) {}
    std::string_view name() const override { return T::operator_name; }
    std::shared_ptr<HolderBase> clone() const override { return std::make_shared<Holder>(value); }
    std::shared_ptr<HolderBase> defaults() const override { return std::make_shared<Holder>(T{}); }
    void list(std::vector<AttributeField>& fields) override {
      value.visit([&](std::string_view name, auto& field) { fields.push_back({name, &field}); });
    }
    T value;
  };
  std::shared_ptr<HolderBase> held_;  // shared between copies, never changed once shared
};

}  // namespace mote
