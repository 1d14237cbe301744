import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'
import starlightOpenAPI, { openAPISidebarGroups } from 'starlight-openapi'
import { REPOSITORY, SITE_NAME, TAGLINE } from '../../scripts/site/repository.ts'
import { SIDEBAR } from './sidebar.ts'

const { DOCS_SITE, DOCS_BASE } = process.env

export default defineConfig({
  site: DOCS_SITE ?? 'https://letterlock.github.io',
  base: DOCS_BASE ?? '/',
  image: { service: passthroughImageService() },
  integrations: [
    starlight({
      title: SITE_NAME,
      description: TAGLINE,
      social: [{ icon: 'github', label: 'GitHub', href: REPOSITORY }],
      customCss: ['./src/styles.css'],
      credits: false,
      plugins: [
        starlightOpenAPI([
          {
            base: 'api',
            schema: './.generated/openapi.json',
            sidebar: { label: 'HTTP API', collapsed: true },
          },
        ]),
      ],
      sidebar: [
        ...SIDEBAR.map(({ label, pages, collapsed }) => ({
          label,
          ...(collapsed && { collapsed }),
          items: pages.map((page) => ({ slug: page.replace(/\/index$/, '') })),
        })),
        ...openAPISidebarGroups,
        { label: 'Decisions', collapsed: true, items: [{ autogenerate: { directory: 'decisions' } }] },
      ],
    }),
  ],
})
