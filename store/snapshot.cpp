#include "store/snapshot.hpp"

#include "store/store.hpp"

namespace store {

template <class T>
std::string to_snapshot(const T&) {
  throw Unavailable("snapshots are not written yet");
}
template <class T>
T from_snapshot(std::string_view) {
  throw Damaged("snapshots are not written yet");
}

template std::string to_snapshot(const orders::Order&);
template std::string to_snapshot(const orders::Link&);
template std::string to_snapshot(const orders::Shop&);
template std::string to_snapshot(const orders::Location&);
template orders::Order from_snapshot(std::string_view);
template orders::Link from_snapshot(std::string_view);
template orders::Shop from_snapshot(std::string_view);
template orders::Location from_snapshot(std::string_view);

}  // namespace store
