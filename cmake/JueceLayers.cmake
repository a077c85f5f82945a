# One static library a layer: engine/<name>/*.cpp. The include root is engine/, so that an include path names its layer.
# juece_layer(<name> [DEPENDS layers...] [LIBS third-party targets...])
# g++ 12 sees overlapping copies in "literal" + std::string where there are none (GCC bug 105651): that warning is off. With
# precompiled headers it also forgets that such a place stands in a system header: the copy's length is warned of, but no error. Files
# compiled together are headers to it, in which a type with a member from an unnamed namespace would be a mistake.
add_library(juece_options INTERFACE)
target_compile_options(juece_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<BOOL:${JUECE_WERROR}>:-Werror>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${JUECE_PCH}>>:-Wno-error=stringop-overflow>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${JUECE_UNITY}>>:-Wno-subobject-linkage> -fvisibility=hidden)
if(JUECE_SANITIZE)
  target_compile_options(juece_options INTERFACE -fsanitize=${JUECE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(juece_options INTERFACE -fsanitize=${JUECE_SANITIZE})
endif()
# The same objects serve the unit tests under sanitizers and the fuzz targets: what a fuzzer counts is compiled in, libFuzzer is linked
# to the fuzz targets alone.
if(JUECE_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "JUECE_FUZZ expects clang, but the compiler is ${CMAKE_CXX_COMPILER_ID}; "
      "configure with -DCMAKE_CXX_COMPILER=clang++")
  endif()
  target_compile_options(juece_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Standard headers and {fmt}, compiled once, for a build from nothing (a compiler cache serves repeated builds better without).
# juece_pch(<pch target> <headers>...) makes them, juece_use_pch(<target> <pch target>) uses them.
function(juece_pch name)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${name}.cpp CONTENT "// Carries the precompiled headers.\n")
  add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE juece_options fmt::fmt)
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()
function(juece_use_pch target pch)
  if(JUECE_PCH)
    target_precompile_headers(${target} REUSE_FROM ${pch})
  endif()
endfunction()
set(JUECE_COMMON_HEADERS <algorithm> <array> <charconv> <cstdint> <filesystem> <fstream> <functional> <map> <memory> <optional> <set>
  <string> <string_view> <utility> <variant> <vector> <fmt/format.h> <fmt/ranges.h>)
if(JUECE_PCH)
  juece_pch(juece_engine_pch ${JUECE_COMMON_HEADERS})
endif()

# juece_unity(<target> [APART files...]): compiles its files a dozen at once, with JUECE_UNITY. What is local to one file of the target
# (in an unnamed namespace) must then have a name of its own among all of them. The preset `dev` compiles each file by itself, and
# finds an include that is missing. APART: files that stay by themselves.
function(juece_unity target)
  cmake_parse_arguments(U "" "" "APART" ${ARGN})
  if(JUECE_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
    set_source_files_properties(${U_APART} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()

function(juece_layer name)
  cmake_parse_arguments(L "" "" "DEPENDS;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/engine/${name}/*.cpp)
  if(sources)
    add_library(juece_${name} STATIC ${sources})
    juece_use_pch(juece_${name} juece_engine_pch)
    juece_unity(juece_${name})
    set(scope PUBLIC)
    target_link_libraries(juece_${name} PRIVATE ${L_LIBS})
  else()
    add_library(juece_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(juece_${name} ${scope} ${CMAKE_SOURCE_DIR}/engine)
  list(TRANSFORM L_DEPENDS PREPEND juece_ OUTPUT_VARIABLE deps)
  target_link_libraries(juece_${name} ${scope} juece_options fmt::fmt ${deps})
endfunction()
