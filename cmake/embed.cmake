# Files of views/ that travel inside the binary: page.css, page.js, icon.svg, robots.txt, the bundled scripts and each
# language's catalogue, compiled by msgfmt, which refuses a translation that lost or invented a {place}.
# `views::embedded(name)` finds them.
find_program(MSGFMT msgfmt REQUIRED)
find_program(BROTLI brotli REQUIRED)
find_program(NPM npm)
if(NOT NPM)
  message(FATAL_ERROR "npm is missing: the scripts of the pages are bundled with it. On Debian: apt-get install nodejs npm")
endif()

set(embedded ${PROJECT_BINARY_DIR}/embedded)
file(GLOB catalogues CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/views/catalogue/*.po)
file(GLOB travelling CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/views/assets/*)
foreach(catalogue ${catalogues})
  get_filename_component(language ${catalogue} NAME_WE)
  add_custom_command(OUTPUT ${embedded}/${language}.mo
                     COMMAND ${CMAKE_COMMAND} -E make_directory ${embedded}
                     COMMAND ${MSGFMT} --check --output-file=${embedded}/${language}.mo ${catalogue}
                     DEPENDS ${catalogue} VERBATIM)
  list(APPEND travelling ${embedded}/${language}.mo)
endforeach()

# The libraries of the scripts and their bundler, as views/scripts/package-lock.json has them, are installed beside the
# build. Each script or style at the top of that folder becomes one file, scripts in the syntax of 2015.
set(scripts ${PROJECT_SOURCE_DIR}/views/scripts)
set(script_packages ${scripts}/package.json ${scripts}/package-lock.json ${scripts}/.npmrc)
set(script_build ${PROJECT_BINARY_DIR}/scripts)
file(GLOB bundles CONFIGURE_DEPENDS ${scripts}/*.js ${scripts}/*.css)
file(GLOB script_parts CONFIGURE_DEPENDS ${scripts}/*/*.js ${scripts}/*/*.css)
add_custom_command(OUTPUT ${script_build}/installed
                   COMMAND ${CMAKE_COMMAND} -E make_directory ${script_build}
                   COMMAND ${CMAKE_COMMAND} -E copy ${script_packages} ${script_build}
                   COMMAND ${CMAKE_COMMAND} -E chdir ${script_build}
                           ${NPM} ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
                   COMMAND ${CMAKE_COMMAND} -E touch ${script_build}/installed
                   DEPENDS ${script_packages} COMMENT "Installing what the scripts need" VERBATIM)
foreach(bundle ${bundles})
  get_filename_component(name ${bundle} NAME)
  add_custom_command(OUTPUT ${embedded}/${name}
                     COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${script_build}/node_modules
                             ${script_build}/node_modules/.bin/esbuild ${bundle} --bundle --minify --format=iife
                             --target=es2015 --log-level=warning --outfile=${embedded}/${name}
                     DEPENDS ${bundle} ${script_parts} ${script_build}/installed VERBATIM)
  # Here and not at each start of the program, which would take twice as long.
  add_custom_command(OUTPUT ${embedded}/${name}.br
                     COMMAND ${BROTLI} --best --force --output=${embedded}/${name}.br ${embedded}/${name}
                     DEPENDS ${embedded}/${name} VERBATIM)
  list(APPEND travelling ${embedded}/${name} ${embedded}/${name}.br)
endforeach()

add_custom_command(OUTPUT ${embedded}/embedded.cpp
                   COMMAND ${CMAKE_COMMAND} -DOUTPUT=${embedded}/embedded.cpp "-DFILES=${travelling}"
                           -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
                   DEPENDS ${travelling} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake VERBATIM)
target_sources(views PRIVATE ${embedded}/embedded.cpp)

# `ninja catalogues` brings new and changed sentences of views/ into every language's file.
file(GLOB said CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/views/*.cpp ${PROJECT_SOURCE_DIR}/views/messages/*.cpp)
add_custom_target(catalogues
  COMMAND xgettext --language=C++ --from-code=UTF-8 --keyword= --keyword=text:1 --keyword=msg:1 --keyword=plural:1,2
          --no-location --no-wrap --omit-header --output=${embedded}/claimcheck.pot ${said}
  COMMAND sed -i "/^msgid .*{/i #, python-brace-format" ${embedded}/claimcheck.pot
  COMMAND for catalogue in ${catalogues}$<SEMICOLON> do msgmerge --quiet --update --backup=none --no-fuzzy-matching
          --no-location --no-wrap $$catalogue ${embedded}/claimcheck.pot$<SEMICOLON> done)
