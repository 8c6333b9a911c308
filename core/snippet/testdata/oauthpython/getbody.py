refused: body_without_type
