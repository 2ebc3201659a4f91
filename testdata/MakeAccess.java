// Makes databases of Access 2000 and 2010: texts and memos inline and in pages of their own, dates, money, numbers with
// scale, links, a document in a field, rows that were deleted and changed.
//
// usage: java -cp node-tika-1.13.jar testdata/MakeAccess.java testdata/formats
// (Jackcess 2.1.3 is among the classes of npm's tika 1.6.1)
import com.healthmarketscience.jackcess.*;
import com.healthmarketscience.jackcess.util.OleBlob;
import java.io.File;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.*;

public class MakeAccess {
    static ColumnBuilder column(String name, DataType type) {
        return new ColumnBuilder(name, type);
    }

    static Table people(Database database) throws Exception {
        TableBuilder table = new TableBuilder("Medewerkers")
            .addColumn(column("Id", DataType.LONG).setAutoNumber(true))
            .addColumn(column("Naam", DataType.TEXT).setCompressedUnicode(true))
            .addColumn(column("Rijksregisternummer", DataType.TEXT).setCompressedUnicode(false))
            .addColumn(column("Geboortedatum", DataType.SHORT_DATE_TIME))
            .addColumn(column("Loon", DataType.MONEY))
            .addColumn(column("Actief", DataType.BOOLEAN))
            .addColumn(column("Sleutel", DataType.GUID))
            .addColumn(column("Notitie", DataType.MEMO))
            .addColumn(column("Dossier", DataType.OLE))
            .addColumn(column("Graad", DataType.NUMERIC).setPrecision(8).setScale(2));
        return table.addIndex(new IndexBuilder("Sleutel").addColumns("Id").setPrimaryKey()).toTable(database);
    }

    static String pages(String last) {
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= 400; line++) {
            text.append("Regel ").append(line).append(" van het dossier.\r\n");
        }
        return text.append(last).toString();
    }

    static Date day(int year, int month, int day) {
        return new GregorianCalendar(year, month - 1, day).getTime();
    }

    static byte[] document() throws Exception {
        byte[] text = "Nota: bel Ysaline op 0475 12 34 56".getBytes(StandardCharsets.UTF_8);
        try (OleBlob blob = new OleBlob.Builder().setSimplePackageBytes(text).setSimplePackageFileName("nota.txt").setSimplePackageFilePath("C:\\nota.txt").toBlob()) {
            return blob.getBytes(1, (int) blob.length());
        }
    }

    static void make(File file, Database.FileFormat format) throws Exception {
        try (Database database = new DatabaseBuilder(file).setFileFormat(format).create()) {
            Table people = people(database);
            BigDecimal pay = new BigDecimal("3150.75"), grade = new BigDecimal("12.50");
            String key = "{0f8fad5b-d9cb-469f-a165-70867728950e}";
            people.addRow(Column.AUTO_NUMBER, "Ysaline Dumoulin", "85.07.30-951.80", day(1985, 7, 30), pay, true, key,
                "Kort", document(), grade);
            people.addRow(Column.AUTO_NUMBER, "Zoë Żak", "01.11.23-973.16", day(2001, 11, 23), pay, false, key,
                "Eén bladzijde: " + "x".repeat(900) + " dan céline@voorbeeldfirma.be", null, null);
            people.addRow(Column.AUTO_NUMBER, "Weg Gegaan", "85.07.30-951.80", null, null, false, key, "gewist", null, null);
            people.addRow(Column.AUTO_NUMBER, "Kort", null, null, null, false, null, pages("Mail naar laatste@voorbeeldfirma.be"),
                null, null);
            Cursor cursor = CursorBuilder.createCursor(people);
            while (cursor.moveToNextRow()) {
                Row row = cursor.getCurrentRow();
                if (row.get("Naam").equals("Weg Gegaan")) {
                    cursor.deleteCurrentRow();
                } else if (row.get("Naam").equals("Kort")) {
                    // It grows out of its page.
                    row.put("Naam", "Langer dan voorheen " + "y".repeat(200));
                    people.updateRow(row);
                }
            }
            Table many = new TableBuilder("Leden van de club")
                .addColumn(column("Lid", DataType.TEXT))
                .addColumn(column("E-mail", DataType.TEXT))
                .toTable(database);
            for (int member = 1; member <= 200; member++) {
                many.addRow("Lid " + member, "lid" + member + "@voorbeeldclub.be");
            }
            new TableBuilder("Leeg").addColumn(column("Iets", DataType.INT)).toTable(database);
        }
    }

    public static void main(String[] arguments) throws Exception {
        make(new File(arguments[0], "accdb/leden.accdb"), Database.FileFormat.V2010);
        make(new File(arguments[0], "mdb/leden.mdb"), Database.FileFormat.V2000);
    }
}
