import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Operation } from '../specification/specification.ts'
import { Collection } from './collection.ts'
import { isItemOf } from './collection-shape.ts'
import type { Resource, ResourceHost } from './resource.ts'

/** Registers the operations that the specification has for each of these collections and their items. */
export function registerResources(
  server: FastifyInstance,
  host: ResourceHost,
  resources: readonly Resource[],
): void {
  for (const resource of resources) registerResource(server, host, resource, resources)
}

function registerResource(
  server: FastifyInstance,
  host: ResourceHost,
  resource: Resource,
  resources: readonly Resource[],
): void {
  const { operations } = host.specification
  const itemPath = operations.find(({ path }) => isItemOf(path, resource.path))?.path
  const serve = new Collection(host, resource, resources)
  const register = (operation: Operation, handle: Handle): void => {
    server.route({
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: (request, reply) => handle(operation, request, reply),
    })
  }
  const handlers: Readonly<Record<string, Handle>> = {
    'GET ': (operation, request) => serve.list(operation, request),
    'POST ': (operation, request, reply) => serve.create(operation, request, reply),
    'GET {item}': (_operation, request) => serve.read(request),
    'PATCH {item}': (operation, request) => serve.change(operation, request),
    'PUT {item}': (operation, request, reply) => serve.put(operation, request, reply),
    'DELETE {item}': (operation, request, reply) => serve.remove(operation, request, reply),
  }
  for (const operation of operations) {
    const member = operation.method === 'GET' ? resource.views?.[operation.path] : undefined
    if (member) register(operation, (_operation, request) => serve.listWhere(member, operation, request))
    const where = operation.path === resource.path ? '' : operation.path === itemPath ? '{item}' : undefined
    const name = `${operation.method} ${where ?? ''}`
    const handle = where === undefined ? undefined : handlers[name]
    if (handle && !resource.except?.includes(name.trim())) register(operation, handle)
    const action = operation.path.replace(`${itemPath ?? ''}/actions/`, '')
    const act =
      operation.path.startsWith(`${itemPath ?? resource.path}/actions/`) && resource.actions?.[action]
    if (act) register(operation, (_operation, request, reply) => serve.act(act, operation, request, reply))
  }
}

type Handle = (operation: Operation, request: FastifyRequest, reply: FastifyReply) => unknown
