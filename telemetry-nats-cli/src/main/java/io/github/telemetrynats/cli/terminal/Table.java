/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.telemetrynats.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A table of text, as wide as its contents, cut at the width of the terminal. Not safe
 * for use by several threads.
 */
public final class Table {

	private static final UnaryOperator<String> PLAIN = UnaryOperator.identity();

	private final Terminal terminal;

	private static final int LEAST_WIDTH = 12;

	private final boolean[] right;

	private final boolean[] flexible;

	private final List<String[]> rows = new ArrayList<>();

	private final List<List<UnaryOperator<String>>> styles = new ArrayList<>();

	/**
	 * Start a table.
	 * @param terminal where it goes
	 * @param headers the headers of its columns; one that starts with {@code >} is of a
	 * column that is aligned to the right, one that starts with {@code ~} of a column
	 * that is cut first where the terminal is narrow
	 */
	public Table(Terminal terminal, String... headers) {
		this.terminal = terminal;
		this.right = new boolean[headers.length];
		this.flexible = new boolean[headers.length];
		String[] names = new String[headers.length];
		for (int i = 0; i < headers.length; i++) {
			boolean toTheRight = headers[i].startsWith(">");
			this.right[i] = toTheRight;
			this.flexible[i] = headers[i].startsWith("~");
			names[i] = (toTheRight || this.flexible[i]) ? headers[i].substring(1) : headers[i];
		}
		add(List.of(), names);
		this.styles.set(0, List.of(terminal.styles()::dim));
	}

	/**
	 * Add a row.
	 * @param cells the cells' texts, without colours
	 */
	public void row(String... cells) {
		add(List.of(), cells);
	}

	/**
	 * Add a row with colours.
	 * @param styles how to colour the first cells
	 * @param cells the cells' texts, without colours
	 */
	public void row(List<UnaryOperator<String>> styles, String... cells) {
		add(styles, cells);
	}

	private void add(List<UnaryOperator<String>> styles, String... cells) {
		String[] safe = new String[this.right.length];
		for (int i = 0; i < safe.length; i++) {
			safe[i] = (i < cells.length) ? Texts.line(cells[i]) : "";
		}
		this.rows.add(safe);
		this.styles.add(styles);
	}

	/**
	 * Write the table.
	 */
	public void print() {
		int[] widths = new int[this.right.length];
		for (String[] row : this.rows) {
			for (int i = 0; i < row.length; i++) {
				widths[i] = Math.max(widths[i], row[i].length());
			}
		}
		narrow(widths);
		for (int i = 0; i < this.rows.size(); i++) {
			this.terminal.line(
					Texts.cutStyled(line(this.rows.get(i), this.styles.get(i), widths, i == 0), this.terminal.width()));
		}
	}

	private void narrow(int[] widths) {
		int excess = 2 * (widths.length - 1) - this.terminal.width();
		for (int width : widths) {
			excess += width;
		}
		for (int i = 0; i < widths.length && excess > 0; i++) {
			if (this.flexible[i] && widths[i] > LEAST_WIDTH) {
				int less = Math.min(excess, widths[i] - LEAST_WIDTH);
				widths[i] -= less;
				excess -= less;
				for (String[] row : this.rows) {
					row[i] = Texts.cut(row[i], widths[i]);
				}
			}
		}
	}

	private String line(String[] row, List<UnaryOperator<String>> styles, int[] widths, boolean header) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < row.length; i++) {
			String space = " ".repeat(widths[i] - row[i].length());
			UnaryOperator<String> style = header ? styles.get(0) : ((i < styles.size()) ? styles.get(i) : PLAIN);
			String cell = style.apply(row[i]);
			boolean toTheRight = this.right[i];
			line.append(toTheRight ? space + cell : cell);
			if (i < row.length - 1) {
				line.append(toTheRight ? "" : space).append("  ");
			}
		}
		return line.toString();
	}

}
