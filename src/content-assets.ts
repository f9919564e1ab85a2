import type { Content } from './content.ts'
import { takeLanguageOut } from './flows/split-languages.ts'
import { type Asset, jsonAsset } from './http/asset-routes.ts'

/** What the chat page runs on, under `/content/`. English stands apart: most first visits on a slow network do without. */
export function createContentAssets({ flows, knowledge, deployment }: Content): Asset[] {
  const { rest, texts } = takeLanguageOut(flows, 'en')
  return [
    jsonAsset('/content/flows.json', rest),
    jsonAsset('/content/flows-en.json', texts),
    jsonAsset('/content/knowledge.json', knowledge),
    jsonAsset('/content/deployment.json', deployment),
  ]
}
