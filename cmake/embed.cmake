# Files of views/ that travel inside the binary: page.css, page.js, icon.svg, robots.txt, the signature pad and each
# language's catalogue, compiled by msgfmt, which refuses a translation that lost or invented a {place}.
# `views::embedded(name)` finds them.
find_program(MSGFMT msgfmt REQUIRED)
find_program(NPM npm)
if(NOT NPM)
  message(FATAL_ERROR "npm is missing: the signature pad is bundled with it. On Debian: apt-get install nodejs npm")
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

# The pad's library and its bundler, as views/pad/package-lock.json has them, are installed beside the build.
set(pad ${PROJECT_SOURCE_DIR}/views/pad)
set(pad_packages ${pad}/package.json ${pad}/package-lock.json ${pad}/.npmrc)
set(pad_build ${PROJECT_BINARY_DIR}/pad)
add_custom_command(OUTPUT ${pad_build}/installed
                   COMMAND ${CMAKE_COMMAND} -E make_directory ${pad_build}
                   COMMAND ${CMAKE_COMMAND} -E copy ${pad_packages} ${pad_build}
                   COMMAND ${CMAKE_COMMAND} -E chdir ${pad_build}
                           ${NPM} ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
                   COMMAND ${CMAKE_COMMAND} -E touch ${pad_build}/installed
                   DEPENDS ${pad_packages} COMMENT "Installing the signature pad" VERBATIM)
add_custom_command(OUTPUT ${embedded}/sign.js
                   COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${pad_build}/node_modules
                           ${pad_build}/node_modules/.bin/esbuild ${pad}/sign.js --bundle --minify --format=iife
                           --target=es2015 --log-level=warning --outfile=${embedded}/sign.js
                   DEPENDS ${pad}/sign.js ${pad_build}/installed VERBATIM)
list(APPEND travelling ${embedded}/sign.js)

add_custom_command(OUTPUT ${embedded}/embedded.cpp
                   COMMAND ${CMAKE_COMMAND} -DOUTPUT=${embedded}/embedded.cpp "-DFILES=${travelling}"
                           -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
                   DEPENDS ${travelling} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake VERBATIM)
target_sources(views PRIVATE ${embedded}/embedded.cpp)

# `ninja catalogues` brings new and changed sentences of views/ into every language's file.
file(GLOB said CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/views/*.cpp)
add_custom_target(catalogues
  COMMAND xgettext --language=C++ --from-code=UTF-8 --keyword= --keyword=text:1 --keyword=msg:1 --keyword=plural:1,2
          --no-location --no-wrap --omit-header --output=${embedded}/claimcheck.pot ${said}
  COMMAND sed -i "/^msgid .*{/i #, python-brace-format" ${embedded}/claimcheck.pot
  COMMAND for catalogue in ${catalogues}$<SEMICOLON> do msgmerge --quiet --update --backup=none --no-fuzzy-matching
          --no-location --no-wrap $$catalogue ${embedded}/claimcheck.pot$<SEMICOLON> done)
