// For the custom elements manifest: what editors and documentation tools know of the element.

/** The files of the package that the element's users import, by their sources. */
const MODULES = ['element.ts', 'element/class.ts'];

/** A module's path in the package. */
const built = (path) => path.replace(/^\.\//, '').replace(/\.ts$/, '.js');

/** The property of an attribute. */
const camel = (attribute) => attribute.replace(/-./g, ([, letter]) => letter.toUpperCase());

/** Leaves what a user of the element sees, under the names that the package has. */
function published({ customElementsManifest: manifest }) {
  manifest.modules = manifest.modules.filter(({ path }) => MODULES.includes(path));
  for (const module of manifest.modules) {
    module.path = built(module.path);
    module.declarations = module.declarations.filter(({ customElement }) => customElement);
    for (const element of module.declarations) {
      element.superclass = { name: 'HTMLElement' };
      element.members = element.members.filter(({ privacy }) => privacy !== 'private');
      for (const attribute of element.attributes) {
        const field = camel(attribute.name);
        if (element.members.some(({ name }) => name === field)) attribute.fieldName = field;
      }
      // The analyzer takes `new CustomEvent(name)` for an event of that name.
      element.events = element.events.filter(({ name }) => name !== 'name');
    }
    module.exports = module.exports.filter(({ name }) => name === 'FaceAuthElement');
    for (const { declaration } of module.exports) declaration.module = built(declaration.module);
  }
  define(manifest);
}

/** The analyzer does not see through the guard around the registration. */
function define({ modules }) {
  const entry = modules.find(({ path }) => path === 'element.js');
  const { path, declarations } = modules.find(({ declarations }) => declarations.length > 0);
  const [{ name, tagName }] = declarations;
  entry.exports.push({
    kind: 'custom-element-definition',
    name: tagName,
    declaration: { name, module: path },
  });
}

export default {
  globs: ['element.ts', 'element/**/*.ts'],
  outdir: '../pkg',
  packagejson: false,
  quiet: true,
  plugins: [{ name: 'published', packageLinkPhase: published }],
};
