# juece_plugin(<name>): plugins/<name>/*.cpp and plugins/<name>/descriptor.json become build/<preset>/plugins/<name>.so,
# which exports exactly one symbol. The descriptor is embedded, so that the shared object is complete by itself.
function(juece_plugin name)
  set(dir ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cpp)
  set(embedded ${CMAKE_CURRENT_BINARY_DIR}/${name}/descriptor_json.inc)
  add_custom_command(OUTPUT ${embedded}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${dir}/descriptor.json -DOUTPUT=${embedded} -P ${CMAKE_SOURCE_DIR}/cmake/EmbedText.cmake
    DEPENDS ${dir}/descriptor.json ${CMAKE_SOURCE_DIR}/cmake/EmbedText.cmake VERBATIM)
  add_library(plugin_${name} MODULE ${sources} ${embedded})
  target_include_directories(plugin_${name} PRIVATE ${dir} ${CMAKE_CURRENT_BINARY_DIR}/${name})
  target_link_libraries(plugin_${name} PRIVATE juece_sdk juece_options)
  if(NOT (JUECE_SANITIZE AND CMAKE_CXX_COMPILER_ID MATCHES "Clang"))  # whose sanitizers stand in the program, not in a library
    target_link_options(plugin_${name} PRIVATE -Wl,-z,defs)
  endif()
  target_link_options(plugin_${name} PRIVATE -Wl,-z,now
    -Wl,--version-script=${CMAKE_SOURCE_DIR}/cmake/plugin.version)
  set_property(TARGET plugin_${name} APPEND PROPERTY LINK_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/plugin.version)
  set_property(GLOBAL APPEND PROPERTY JUECE_PLUGIN_TARGETS plugin_${name})
  set_target_properties(plugin_${name} PROPERTIES PREFIX "" OUTPUT_NAME ${name}
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/plugins CXX_VISIBILITY_PRESET hidden)
  set_property(GLOBAL APPEND PROPERTY JUECE_PLUGIN_FILES ${name}.so)
  add_custom_command(TARGET plugin_${name} POST_BUILD COMMAND ${CMAKE_COMMAND} -DFOLDER=${CMAKE_BINARY_DIR}/plugins -DFILES=${name}.so
    -P ${CMAKE_SOURCE_DIR}/cmake/ShippedList.cmake VERBATIM)
endfunction()
