refused: header_in_form
