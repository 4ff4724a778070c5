# Filled by views: catalogues, styles and scripts that travel inside the binary.
