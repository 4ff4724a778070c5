#include "orders/stage.hpp"

#include "orders/names.hpp"

namespace orders {
namespace {

constexpr Names<Step, 5> step_names{{"created", "received", "in_progress", "ready", "collected"}};
constexpr Names<Stage, 7> stage_names{
    {"created", "received", "in_progress", "ready", "collected", "on_hold", "cancelled"}};

}  // namespace

std::string_view name(Step step) { return step_names.of(step); }
std::string_view name(Stage stage) { return stage_names.of(stage); }
std::optional<Stage> parse_stage(std::string_view name) { return stage_names.parse(name); }

// The first five stages are the steps.
Stage stage_of(Step step) { return static_cast<Stage>(step); }

}  // namespace orders
