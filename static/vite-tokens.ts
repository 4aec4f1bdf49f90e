import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Turns the tokens of the look into CSS custom properties, imported as `virtual:tokens.css`. */
export function tokensAsCss(file: string): Plugin {
  const id = 'virtual:tokens.css';
  return {
    name: 'korydor-tokens',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load(resolved) {
      if (resolved !== `\0${id}`) return null;
      this.addWatchFile(file);
      const tokens = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
      return [
        rule(':root', { ...tokens['size'], ...tokens['light'] }, 'light'),
        rule(":root[data-theme='dark']", tokens['dark'] ?? {}, 'dark'),
      ].join('\n');
    },
  };
}

function rule(selector: string, values: Record<string, string>, scheme: string): string {
  const lines = Object.entries(values).map(([name, value]) => `  --${name}: ${value};`);
  return `${selector} {\n  color-scheme: ${scheme};\n${lines.join('\n')}\n}`;
}
