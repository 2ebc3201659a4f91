// Makes the encrypted workbooks of Excel 97 to 2003 that LibreOffice does not write, under the password that Excel tries
// itself.
//
// usage: java -cp '/usr/share/java/*' testdata/MakeXls.java testdata/formats
// (needs Debian's default-jdk and libapache-poi-java)
import java.io.*;
import java.nio.file.*;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

public class MakeXls {
    /** Properties can only be encrypted too: they are, or are left out. */
    static void make(Path source, Path to, EncryptionMode mode, boolean properties) throws Exception {
        Biff8EncryptionKey.setCurrentUserPassword(null);
        try (HSSFWorkbook book = new HSSFWorkbook(Files.newInputStream(source)); OutputStream out = Files.newOutputStream(to)) {
            // Behind the record that begins the workbook.
            book.getInternalWorkbook().getWorkbookRecordList().add(1, new FilePassRecord(mode));
            Biff8EncryptionKey.setCurrentUserPassword("VelvetSweatshop");
            if (properties) {
                book.write(out);
                return;
            }
            try (POIFSFileSystem file = new POIFSFileSystem()) {
                file.createDocument(new ByteArrayInputStream(book.getBytes()), "Workbook");
                file.writeFilesystem(out);
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path source = Paths.get(arguments[0], "xls", "adressen.xls"), folder = Paths.get(arguments[0], "encrypted-office");
        make(source, folder.resolve("xor.xls"), EncryptionMode.xor, false);
        make(source, folder.resolve("cryptoapi.xls"), EncryptionMode.cryptoAPI, false);
        make(source, folder.resolve("properties.xls"), EncryptionMode.cryptoAPI, true);
    }
}
