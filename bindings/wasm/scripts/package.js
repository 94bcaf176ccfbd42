// node package.js GLUE FOLDER: puts the npm package together from what was built (GLUE) and from the sources beside this file.

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [glue, folder] = process.argv.slice(2);
const root = join(import.meta.dirname, '../../..');
const here = join(root, 'bindings/wasm');

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'data'), { recursive: true });

cpSync(join(here, 'js'), folder, { recursive: true });
for (const file of ['package.json', 'README.md']) cpSync(join(here, file), join(folder, file));
for (const file of ['LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE', 'schema/article.schema.json']) {
  cpSync(join(root, file), join(folder, file.split('/').at(-1)));
}
for (const file of ['jianbao.js', 'jianbao_bg.wasm']) cpSync(join(glue, file), join(folder, file));
const data = readFileSync(join(glue, 'jianbao.data'));
writeFileSync(join(folder, 'data/jianbao.data'), data);

const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
// crates/jianbao-data/src/bundle.rs says where it stands.
const built = data.toString('latin1', 8, 24).replace(/\0+$/, '');
if (built !== version) throw new Error(`package.json says version ${version}, the workspace ${built}`);
const hash = createHash('sha256').update(data).digest('hex').slice(0, 16);
writeFileSync(
  join(folder, 'build.js'),
  `// What this build of the package is made of. Sizes are in bytes.
export const VERSION = '${version}';
export const WASM_BYTES = ${statSync(join(folder, 'jianbao_bg.wasm')).size};
export const DATA_BYTES = ${data.length};
/** What the data is kept by: another version or another build is another key. */
export const DATA_KEY = '${version}-${hash}';
`,
);

const schema = JSON.stringify(JSON.parse(readFileSync(join(root, 'schema/article.schema.json'), 'utf8')));
writeFileSync(join(folder, 'schema.js'), `export const schema = /* @__PURE__ */ Object.freeze(${schema});\n`);
