import type * as vscode from 'vscode';

/** Builds the extension's parts and hands them to each other. */
export function activate(_context: vscode.ExtensionContext): void {}

export function deactivate(): void {}
