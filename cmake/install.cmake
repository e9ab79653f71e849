# cmake --install: programs, cases, headers, the stations' libraries, and the package losscert with its target losscert::losscert.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/losscert)
set(stations support symbolic interval problem claim objective prove report)

add_library(losscert_all INTERFACE)
set_target_properties(losscert_all PROPERTIES EXPORT_NAME losscert)
add_library(losscert::losscert ALIAS losscert_all)

foreach(station ${stations})
  # One include root for all; its place differs between the build and the installed tree.
  set_property(TARGET losscert_${station} PROPERTY INTERFACE_INCLUDE_DIRECTORIES
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>;$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/losscert>")
  target_link_libraries(losscert_all INTERFACE losscert_${station})
  install(TARGETS losscert_${station} EXPORT losscert ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/${station} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/losscert FILES_MATCHING PATTERN "*.hpp")
endforeach()
install(TARGETS losscert_all EXPORT losscert)
install(EXPORT losscert NAMESPACE losscert:: DESTINATION ${package_dir} FILE losscertTargets.cmake)

# The package finds its own dependencies with the same file as the build does.
install(FILES ${PROJECT_SOURCE_DIR}/cmake/dependencies.cmake ${PROJECT_SOURCE_DIR}/cmake/losscertConfig.cmake DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/losscertConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/losscertConfigVersion.cmake DESTINATION ${package_dir})

install(TARGETS losscert losscert-check RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/cases DESTINATION ${CMAKE_INSTALL_DATADIR}/losscert)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/src/check/FORMAT.md ${PROJECT_SOURCE_DIR}/src/report/SCHEMA.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
