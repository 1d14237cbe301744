import type { Schema, Specification } from './specification.ts'

/** Adds rules for bodies, by method and path, to operations that have none. */
export function withBodies(
  specification: Specification,
  bodies: Readonly<Record<string, Schema>>,
): Specification {
  const operations = specification.operations.map((operation) => {
    const body = bodies[`${operation.method} ${operation.path}`]
    return body ? { ...operation, body } : operation
  })
  return { ...specification, operations }
}
