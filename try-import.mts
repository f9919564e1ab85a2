import { readFileSync } from 'node:fs'
import { readText } from '/work/main/src/import/read-text.ts'
import { resolveNotes } from '/work/main/src/import/resolve-notes.ts'
import { leaveOut } from '/work/main/src/import/leave-out.ts'
import { joinLines } from '/work/main/src/import/join-lines.ts'
import { recognisePlan } from '/work/main/src/import/recognise-plan.ts'
const s = leaveOut(resolveNotes(readText(readFileSync(process.argv[2],'utf8'))))
const r = recognisePlan(joinLines(s.lines))
console.log(r.markdown.map(l=>l.slice(0,110)).join('\n'))
console.log(r.counts, s.leftOut, r.doubts, r.gaps, r.errors)
