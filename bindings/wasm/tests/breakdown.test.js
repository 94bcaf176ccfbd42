// After a trap the module is made anew, and extractors go on.

import assert from 'node:assert/strict';
import test from 'node:test';

import init, { Extractor } from 'jianbao';

const PAGE = '<h1>开馆</h1><p>市图书馆新馆今天开馆，市民凭身份证即可借书。</p>';

/** The instances that the package makes; the calls of the next one that trap. */
const instances = [];
const failing = { name: undefined, instances: false };
const { instantiate } = WebAssembly;
const watched = (instance) => {
  instances.push(instance);
  const exports = Object.fromEntries(
    Object.entries(instance.exports).map(([name, member]) => {
      const trap = (...args) => {
        if (name !== failing.name) return member(...args);
        failing.name = undefined;
        throw new WebAssembly.RuntimeError('unreachable');
      };
      return [name, typeof member === 'function' ? trap : member];
    }),
  );
  return Object.create(WebAssembly.Instance.prototype, { exports: { value: exports } });
};
WebAssembly.instantiate = async (module, imports) => watched(await instantiate(module, imports));
const { Instance } = WebAssembly;
WebAssembly.Instance = function (module, imports) {
  if (failing.instances) throw new RangeError('out of memory');
  return watched(new Instance(module, imports));
};
WebAssembly.Instance.prototype = Instance.prototype;

test('an extractor goes on after a breakdown, with its settings', async () => {
  await init();
  const extractor = new Extractor({ stages: 'values' });
  const other = new Extractor();
  const before = extractor.extract(PAGE);
  failing.name = 'engine_extract';
  assert.throws(() => extractor.extract(PAGE), (error) => {
    assert.equal(error.kind, 'panic');
    assert.match(error.message, /ready for the next one.*report/);
    assert.ok(error.cause instanceof WebAssembly.RuntimeError);
    return true;
  });
  assert.equal(instances.length, 2);
  assert.deepEqual(extractor.extract(PAGE), before);
  assert.equal(other.annotate('详情请拨打12345热线。').mentions[0].text, '12345');
  // What belongs to the instance that is no more is no trouble.
  new Extractor().free();
  failing.name = 'tokenize';
  assert.throws(() => other.tokenize('市民'), { kind: 'panic' });
  other.free();
  assert.equal(instances.length, 3);
  assert.deepEqual(extractor.extract(PAGE), before);
});

test('where there is no room for another module, all is loaded again', async () => {
  const extractor = new Extractor();
  const other = new Extractor();
  Object.assign(failing, { name: 'engine_extract', instances: true });
  assert.throws(() => extractor.extract(PAGE), { kind: 'panic', message: /call `await init\(\)` again/ });
  assert.throws(() => extractor.extract(PAGE), { kind: 'init' });
  other.free();
  await assert.rejects(init(), { kind: 'load' });
  failing.instances = false;
  await init();
  assert.equal(extractor.extract(PAGE).headline, '开馆');
});
