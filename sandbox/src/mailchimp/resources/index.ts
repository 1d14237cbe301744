import type { FastifyInstance } from 'fastify'
import { registerResources } from '../../resources/register-resource.ts'
import type { World } from '../../world.ts'
import { AUTOMATIONS } from './automations.ts'
import { CONTENT } from './content.ts'
import { ECOMMERCE } from './ecommerce.ts'
import { createHost } from './host.ts'
import { LIST_PARTS } from './list-parts.ts'
import { listWebhooks } from './list-webhooks.ts'
import { SITES } from './sites.ts'

/** Collections that need only the specification. Those with more behavior have routes in `../api`. */
export function registerCollections(server: FastifyInstance, world: World): void {
  registerResources(server, createHost(world), [
    ...LIST_PARTS,
    listWebhooks(),
    ...CONTENT,
    ...AUTOMATIONS,
    ...ECOMMERCE,
    ...SITES,
  ])
}
