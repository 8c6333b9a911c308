refused: header_empty
