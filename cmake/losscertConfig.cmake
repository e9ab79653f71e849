# find_package(losscert) gives the target losscert::losscert: reading cases, the search for evidence, and reports.
include("${CMAKE_CURRENT_LIST_DIR}/dependencies.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/losscertTargets.cmake")
