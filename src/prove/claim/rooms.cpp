#include "prove/claim/rooms.hpp"

#include "prove/exclude/table.hpp"
#include "prove/limit/limit.hpp"
#include "prove/minimum/table.hpp"
#include "prove/sign/driver.hpp"

namespace losscert::prove {

const Rooms& all_rooms() {
  static const Rooms rooms{prove_sign, prove_contradiction, prove_exclusion, prove_minimum, prove_limit};
  return rooms;
}

}  // namespace losscert::prove
