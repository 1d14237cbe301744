import openapiTs, { astToString, type OpenAPI3 } from 'openapi-typescript'

/** One type for each named schema of the description, which must be without paths: the methods of the SDK stand for them. */
export async function typesFromOpenapi(description: object): Promise<string> {
  const options = { rootTypes: true, rootTypesNoSchemaPrefix: true, defaultNonNullable: false }
  return astToString(await openapiTs(description as OpenAPI3, options))
}
