/** The name of the principal that `joinPrincipal` has joined; null if it is deleted. */
export const PRINCIPAL_NAME = 'COALESCE(secret_keys.name, users.name, assistants.name)'

/** Joins the tables of principals by an ID of any of them. */
export const joinPrincipal = (column: string): string => `LEFT JOIN secret_keys ON secret_keys.id = ${column}
  LEFT JOIN users ON users.id = ${column}
  LEFT JOIN assistants ON assistants.id = ${column}`
