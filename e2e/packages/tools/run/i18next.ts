import type { createInstance } from 'i18next'
import { defineTool } from '../../mcp/tool.ts'

export async function check(create: typeof createInstance) {
  const translation = {
    books_one: '{{count}} Buch',
    books_other: '{{count}} Bücher',
    deep: { greet: 'Hallo {{name}}' },
  }
  const i18n = create({
    lng: 'de-AT',
    fallbackLng: 'de',
    resources: { de: { translation } },
    showSupportNotice: false,
  } as never)
  const t = await i18n.init()
  return {
    one: t('books', { count: 1 }),
    two: t('books', { count: 2 }),
    greet: t('deep.greet', { name: '<b>' }),
    languages: i18n.languages,
  }
}

export const run = defineTool({
  name: 'i18next-run',
  description: 'Translates with plurals.',
  run: async () => JSON.stringify(await check((await import('i18next')).createInstance)),
})
