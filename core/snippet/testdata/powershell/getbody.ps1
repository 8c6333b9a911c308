refused: get_with_body
